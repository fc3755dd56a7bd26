import { runReaderWorker } from '@tallystick/read-models';

/** The module of the threads that read the read models (`openReadModels`, option `readerWorker`). */
runReaderWorker();
