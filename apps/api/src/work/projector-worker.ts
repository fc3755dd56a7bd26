import { runProjectorWorker } from '@tallystick/read-models';

/** The module of the projector's worker thread (`openReadModels`, option `worker`). */
await runProjectorWorker();
