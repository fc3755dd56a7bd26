/** The injection token of the services that the use cases stand on. */
export const SERVICES = Symbol('tallystick services');
