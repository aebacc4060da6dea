"""Every reach into the inside of a library, one file a library. Each gives way where a version keeps its inside otherwise:
the app then does without. `tests/compat` holds each against the library that is installed, and says when it can go.
"""
