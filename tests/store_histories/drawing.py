"""All draws by the name of the operation that they draw."""

DRAWS = {}


def draws(name, weight=1.0):
    """Registers how one operation is drawn by itself, and how often among the others."""

    def register(draw):
        assert name not in DRAWS, "one draw for each operation"
        DRAWS[name] = (weight, draw)
        return draw

    return register
