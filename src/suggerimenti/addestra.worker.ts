// Learning takes seconds to minutes of pure computation: here, away from the thread that answers requests.
import { parentPort, workerData } from 'node:worker_threads';
import { addestra, type Registrata } from './addestra.ts';
import { scriviModello } from './modello.ts';

const { registrate, avvio } = workerData as { registrate: Registrata[]; avvio: Registrata[] };
const { modello, misure } = addestra(registrate, avvio);
parentPort?.postMessage({ contenuto: scriviModello(modello), misure });
