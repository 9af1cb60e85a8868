"""How tea is made."""

from time import sleep


class Kettle:
    """Boils water."""

    def boil(self, degrees=98):
        print(f"{degrees} degrees")
        return self


# region steep
def steep(leaves, minutes=3):
    sleep(minutes * 60)
    return f"{leaves} tea"
# endregion
