# rule: slice-copy-iterated
# why: pointless copy
def show(old_list):
    for item in old_list[:]:  # expect: slice-copy-iterated
        print(item)
