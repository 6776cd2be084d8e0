"""Words that were read: what two readers saw made one, put in order, and mended where only one thing can be meant."""
