# rule: slice-copy-iterated
# why: Prefix/suffix slice of a list: itertools.islice is SLOWER (it walks the prefix). Never suggest for CPU; memory hint only when the slice is huge.
def skip_header(rows):
    for r in rows[1:]:  # ok
        print(r)
