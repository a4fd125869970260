"""A process that holds a text in memory. Prints its process id and the text's address, then sleeps."""

import ctypes
import os
import sys
import time

text = ctypes.create_string_buffer(sys.argv[1].encode())
print(os.getpid(), ctypes.addressof(text), flush=True)
while True:
    time.sleep(1000)
