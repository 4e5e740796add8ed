import { setFlagsFromString } from 'node:v8'
import connect from 'undici/lib/api/api-connect.js'
import request from 'undici/lib/api/api-request.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Client from 'undici/lib/dispatcher/client.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import Pool from 'undici/lib/dispatcher/pool.js'

// Even in parts undici is slow to load: use import() only.

// undici reads HTTP by WebAssembly. V8 would optimise that code in the background, and no process ends before it has:
// more than 100 ms for each command, and nothing gained by it for a few hundred short responses.
setFlagsFromString('--liftoff-only')

// The index of undici also loads fetch, WebSocket, caches and mocks, which takes three times as long (docs/design.md).
// Like the index, give every dispatcher its methods.
Object.assign(Dispatcher.prototype, { connect, request })

export { Agent, buildConnector, Client, Pool }
