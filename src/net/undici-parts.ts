import api from 'undici/lib/api/index.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Client from 'undici/lib/dispatcher/client.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import Pool from 'undici/lib/dispatcher/pool.js'

// Even in parts undici is slow to load: reach this file by import() only.

// The index of undici also loads fetch, WebSocket, caches and mocks, which takes three times as long (docs/design.md).
// Like the index, give every dispatcher its methods `request`, `connect` and the like.
Object.assign(Dispatcher.prototype, api)

export { Agent, buildConnector, Client, Pool }
