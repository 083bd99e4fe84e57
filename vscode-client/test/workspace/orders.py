class Order:
    def __init__(self, number, price, paid):
        self.number = number
        self.price = price
        self.paid = paid


rates = [1, 2, 3]


def has_bad(rows: range):
    return any([r < 0 for r in rows])


def known_words(tokens):
    stop = [word.strip() for word in open("stop.txt")]
    for token in tokens:
        if token not in stop:
            print(token)
