import { loadGraphemes } from '../../src/output/human/width.ts'

// As a session does before it prints anything.
await loadGraphemes()
