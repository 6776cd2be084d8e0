"""The commands of `kaft`: each module holds commands that belong together."""
