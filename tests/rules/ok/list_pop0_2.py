# rule: list-pop0
# why: One pop(0) outside a loop (argv handling): O(n) once is nothing, and callers need a list.
import sys
def main():
    args = sys.argv[:]
    prog = args.pop(0)  # ok
    return prog, args
