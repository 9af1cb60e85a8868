"""A shop."""

import os


@total_ordering
class Basket:
    """What is bought."""

    def add(self, thing):
        # region check
        if thing is None:
            raise ValueError(thing)
        # endregion
        self.things.append(thing)

    @property
    def size(self):
        return len(self.things)


if os.environ:

    async def pay(amount):
        def inner():
            return amount

        return inner()
