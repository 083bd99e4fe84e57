// The part of d3-flame-graph and d3-selection that is used here: neither has types.
declare module 'd3-flame-graph' {
  interface Entry<Data> { data: Data; highlight?: boolean }
  interface Chart<Data> {
    width(pixels: number): this;
    cellHeight(pixels: number): this;
    minFrameSize(pixels: number): this;
    inverted(isInverted: boolean): this;
    transitionDuration(milliseconds: number): this;
    setLabelHandler(labelOf: (entry: Entry<Data>) => string): this;
    setColorMapper(colorOf: (entry: Entry<Data>) => string): this;
    setSearchMatch(isMatch: (entry: Entry<Data>, term: string) => boolean): this;
    setSearchHandler(handle: (results: unknown[], sum: number, total: number) => void): this;
    search(term: string): void;
    clear(): void;
    resetZoom(): void;
    update(): this;
  }
  export default function flamegraph<Data>(): Chart<Data>;
}

declare module 'd3-selection' {
  interface Selection { datum(data: unknown): this; call(chart: object): this }
  export function select(selector: string): Selection;
}
