namespace plimsoll {}
