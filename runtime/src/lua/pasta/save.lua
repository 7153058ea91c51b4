-- Saved variables: one table for the life of the engine, the one that `act.save` is.
return require("@pasta_persistence").load()
