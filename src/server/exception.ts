/** The exception that a client will catch: a value of the domain, thrown anywhere, put on the wire in one place. */

/** Which layer of AWS refused; it shows in the long form of `x-amzn-errortype`. */
export type ExceptionSource = 'bedrock' | 'bedrock.build' | 'coral.validate' | 'coral.service';

export interface ExceptionOptions {
  /** Default `bedrock`. */
  source?: ExceptionSource;
  /** Needed only for exceptions that no schema models; a modelled one has its own. */
  status?: number;
  /** The body's key. Default `message`; some front-door refusals say `Message`. */
  messageKey?: 'message' | 'Message';
  /** Members beside the message, such as `originalStatusCode`. */
  members?: Record<string, unknown>;
  /** What we would tell the user about it. Goes to the log and to `x-bedrock-local-hint`, never into the body. */
  hint?: string;
  /** The id of the rule that refused, for the log. */
  rule?: string;
  /** The keys of a native body that no schema knows, each by its path, where nothing else is wrong with it. */
  unknownKeys?: (string | number)[][];
  /** Whether the model found it: then a stream has begun, and the exception is its only event. Default false. */
  inStream?: boolean;
}

export class ServiceException extends Error {
  override readonly name: string;
  readonly options: ExceptionOptions;
  constructor(name: string, message: string, options: ExceptionOptions = {}) {
    super(message);
    this.name = name;
    this.options = options;
  }
}

/** `exception('ValidationException', '...')`: the exception to throw. */
export function exception(name: string, message: string, options?: ExceptionOptions): ServiceException {
  return new ServiceException(name, message, options);
}

/** The commonest of them. */
export function validationException(message: string, options?: ExceptionOptions): ServiceException {
  return new ServiceException('ValidationException', message, options);
}
