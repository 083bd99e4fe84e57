# rule: list-pop0
# why: O(n) per pop: 86-217x at 100k
def bfs(start, graph):
    todo = [start]
    seen = {start}
    while todo:
        n = todo.pop(0)  # expect: list-pop0
        for m in graph[n]:
            if m not in seen:
                seen.add(m)
                todo.append(m)
