/** The interface of a control-plane resource: what its one file declares, and what the engine keeps of each. */
import type { ModelOperation, ResolvedModel, StandsFor } from '../catalogue.js';
import type { ServiceException } from '../exception.js';
import type { Exchange } from '../exchange.js';

/** Whose resources: those of one region, in the namespace's account. An Exchange is one. */
export type Scope = Pick<Exchange, 'namespace' | 'region'>;

export interface Tag {
  key: string;
  value: string;
}

/** One resource as it is kept: plain data, so that a snapshot is the record itself. Times are milliseconds since the epoch. */
export interface ResourceRecord<Properties = unknown> {
  id: string;
  /** Absent on a thing that has no name of its own, such as the logging configuration. */
  arn?: string;
  name?: string;
  status?: string;
  /** When it entered `status`. */
  since: number;
  createdAt: number;
  updatedAt: number;
  tags: Tag[];
  /** The request that created it, so that its repetition is known. */
  request?: CreateRequest;
  /** What the declaration keeps beside. Replaced as a whole, never changed in place. */
  properties: Properties;
}

export interface CreateRequest {
  clientRequestToken: string;
  /** Equal for equal inputs, the token aside. */
  fingerprint: string;
}

/** What a create gives to the engine. */
export interface Draft<Properties> {
  name?: string;
  tags?: Tag[];
  request?: CreateRequest;
  /** When it comes into being, in milliseconds since the epoch; before that nobody finds it, but its name is taken. Default now. */
  from?: number;
  /** Default: the first of the declaration's states. */
  status?: string;
  properties: Properties;
}

/** The resources of one kind in a scope. Every access first moves states as far as the clock has come. */
export interface Store<Properties = unknown> {
  /**
   * Answers with the present resource where the request is a repetition. Throws ConflictException (a token with another input,
   * a name that is taken), ServiceQuotaExceededException, TooManyTagsException.
   */
  create(draft: Draft<Properties>): ResourceRecord<Properties>;
  /** What an earlier request with the same token created. Throws ConflictException where that request asked for something else. */
  repetition(request: CreateRequest): ResourceRecord<Properties> | undefined;
  /** By id or ARN, or by name where the declaration says so. */
  find(identifier: string): ResourceRecord<Properties> | undefined;
  /** The oldest first. */
  list(): ResourceRecord<Properties>[];
  update(record: ResourceRecord<Properties>, properties: Properties): void;
  /** Moves into a status by request, as a Stop or an Update does. `at`: milliseconds since the epoch, default now. */
  enter(record: ResourceRecord<Properties>, status: string, at?: number): void;
  /** Throws what the declaration's `refuseDeletion` gives. */
  delete(record: ResourceRecord<Properties>): void;
  /** Throws ConflictException where a name is taken, be it by one that is still to come; `by` may have it. */
  refuseTaken(name: string, by?: ResourceRecord<Properties>): void;
  /** Takes back one that has not come into being yet, by its ARN. */
  discard(arn: string): void;
}

/** What follows a status that does not last, and when, by the namespace's clock. */
export interface Move {
  to: string;
  /** In milliseconds. Default: `steps` of the setting `transitionMs`. */
  after?: number;
  /** Default 1. */
  steps?: number;
}

export interface States {
  first: string;
  /** By the status that they end. */
  moves?: Record<string, Move>;
}

/** The model that the input's `modelId` means. Throws what AWS refuses of it. */
export type Resolve = (operation: ModelOperation) => ResolvedModel;

/** What a model answers to a body, as InvokeModel or Converse would: the body of the reply, or AWS's refusal. */
export type Inferred =
  | { body: string; inputTokens: number; outputTokens: number }
  | { refused: { status: number; message: string } };

export type Infer = (operation: 'InvokeModel' | 'Converse', modelId: string, body: string) => Promise<Inferred>;

export interface WorkTools<Properties> extends Scope {
  store: Store<Properties>;
  infer: Infer;
}

/** What a resource does beside changing its status: done when its time has come, and before anybody looks at it after that. */
export interface Work<Properties> {
  /** When there is something to do, in milliseconds since the epoch. Undefined: nothing, unless a request changes that. */
  due(record: ResourceRecord<Properties>, scope: Scope): number | undefined;
  /** Does what is due, and leaves the record with another `due`. */
  step(record: ResourceRecord<Properties>, tools: WorkTools<Properties>): Promise<void>;
}

type Input = Record<string, unknown>;
type Output = Record<string, unknown>;

/** Whether a record is among those that a list was asked for, by the value of one input member. */
export type Filter<Properties> = Filters<Properties>['passes'];

/** A method, so that a table of resources may hold those of any properties. */
interface Filters<Properties> {
  passes(record: ResourceRecord<Properties>, value: unknown, scope: Scope): boolean;
}

/** How an operation follows from the declaration: by one of four verbs, or by a function of its own. */
export type ResourceOperation<Properties> =
  /** `clientRequestToken` is honoured. The function throws what the input alone deserves. */
  | {
      create(input: Input, scope: Scope, resolve: Resolve): Omit<Draft<Properties>, 'request'>;
      /** What comes into being with it. Not called where the request is a repetition. Where it throws, nothing was created. */
      alongside?(record: ResourceRecord<Properties>, scope: Scope): void;
      reply(record: ResourceRecord<Properties>, scope: Scope): Output;
    }
  /** `get`: the input member that holds an id or ARN. */
  | { get: string; reply(record: ResourceRecord<Properties>, scope: Scope): Output }
  /**
   * `list`: the output member that holds the items, in pages by `maxResults` and `nextToken`; the newest first, where the
   * operation has a `sortOrder` and the request does not say otherwise.
   */
  | {
      list: string;
      /** By input member. Default for members of common meaning: `shared/filters.ts`. */
      filters?: Record<string, Filter<Properties>>;
      /** Where the operation has a `sortOrder` and the request names none. Default `Descending`. */
      usualOrder?: 'Ascending' | 'Descending';
      /** In place of all records, `filters` and order. */
      records?(exchange: Exchange, store: Store<Properties>): ResourceRecord<Properties>[];
      reply(record: ResourceRecord<Properties>, scope: Scope): Output;
    }
  /** `delete`: the input member that holds an id or ARN. */
  | { delete: string }
  | { handle(exchange: Exchange, store: Store<Properties>): Output };

export interface Resource<Properties = unknown> {
  /** Unique among resources. In ARNs it stands before the id. */
  kind: string;
  /** From a uuid of the clock, so that frozen time repeats it. Called again while the id is taken. */
  id(uuid: string, draft: Draft<Properties>): string;
  arn?(id: string, scope: Scope, properties: Properties): string;
  /** Default: no status. */
  states?: States;
  /** Default: none, so that its states move by themselves. */
  work?: Work<Properties>;
  /** Whether a second one of the same name is refused. Default false. */
  uniqueNames?: boolean;
  /** Whether its name, too, identifies it. Default false. */
  foundByName?: boolean;
  /** Whether all regions of an account share it. Default false. */
  everywhere?: boolean;
  /** How many a scope may hold, where no row of the setting `quotas` says otherwise. Default: any number. */
  quota?: number;
  /** Those of the same text share the quota; undefined for one that does not count, such as a job that has ended. Default: all share one. */
  quotaGroup?(record: Pick<ResourceRecord<Properties>, 'status' | 'properties'>): string | undefined;
  /** Whether TagResource, UntagResource and ListTagsForResource know it. Default false. */
  taggable?: boolean;
  /** Those that are there without anybody's doing. They come first. */
  given?(scope: Scope): ResourceRecord<Properties>[];
  /** The ARNs of resources that it uses, so that they cannot be deleted before it. Default: none. */
  uses?(record: ResourceRecord<Properties>, scope: Scope): string[];
  /** Whether a `modelId` that names it is answered by the first resource that uses it, if there is one. Default false. */
  answersThroughUser?: boolean;
  refuseDeletion?(record: ResourceRecord<Properties>, scope: Scope): ServiceException | undefined;
  /** Present where its ARN is a valid `modelId`. Throws what AWS refuses while it is not ready. */
  standsFor?(record: ResourceRecord<Properties>, exchange: Exchange): StandsFor;
  /** By operation name. */
  operations: Record<string, ResourceOperation<Properties>>;
}
