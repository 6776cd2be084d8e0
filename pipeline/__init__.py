"""The pipeline: recipe, stages, ports, adapters and the command line."""
