"""Inbox, store and bucket in folders and in S3: files that exist whole or not at all, under keys that hold on both."""
