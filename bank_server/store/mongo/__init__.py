"""The store in MongoDB, on a replica set, for a bank that outgrows one machine."""

from bank_server.store.mongo.engine import mongo_store

__all__ = ["mongo_store"]
