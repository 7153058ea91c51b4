/**
 * The first thing that the server's process does, before its other modules are made ready: the parser is compiled
 * meanwhile, patiently, for large ghosts are read by other processes.
 */
import { compileParser } from "#runtime/node/parser-modules.ts";

void compileParser({ patient: true });
