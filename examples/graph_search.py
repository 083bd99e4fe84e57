"""Shortest paths and reachable nodes in a grid of rooms."""

Node = tuple[int, int]


def neighbours(node: Node, size: int) -> list[Node]:
    x, y = node
    around = [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return [(a, b) for a, b in around if 0 <= a < size and 0 <= b < size]


def distances(start: Node, walls: set[Node], size: int) -> dict[Node, int]:
    found = {start: 0}
    queue = [start]
    while queue:
        node = queue.pop(0)
        for neighbour in neighbours(node, size):
            if neighbour not in walls and neighbour not in found:
                found[neighbour] = found[node] + 1
                queue.append(neighbour)
    return found


def unreachable(size: int, walls: set[Node]) -> list[Node]:
    reached = list(distances((0, 0), walls, size))
    missing = []
    for x in range(size):
        for y in range(size):
            if (x, y) not in reached:
                missing.append((x, y))
    return missing


def longest(lengths: list[int]) -> int:
    best = 0
    for length in lengths[:]:
        if length > best:
            best = length
    return best


def main() -> None:
    walls = {(6, 7), (6, 6), (7, 5)}
    lengths = [length for length in distances((0, 0), walls, 8).values()]
    print("longest way:", longest(lengths))
    print("unreachable:", unreachable(8, walls))


if __name__ == "__main__":
    main()
