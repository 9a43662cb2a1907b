/** The part of Swagger UI that the page uses; the bundle brings no types of its own. */
declare module '@fastify/swagger-ui/static/swagger-ui-bundle.js' {
  /** A map of Immutable.js, as Swagger UI hands the document to its plugins. */
  interface ReadMap {
    get(name: string): unknown;
    getIn(path: readonly string[]): unknown;
  }
  interface Operations {
    readonly size: number;
    filter(keep: (operation: ReadMap) => boolean): Operations;
  }
  interface Tag {
    get(name: 'operations'): Operations;
    update(name: 'operations', change: (operations: Operations) => Operations): Tag;
  }
  interface Tags {
    map(change: (tag: Tag, name: string) => Tag): Tags;
    filter(keep: (tag: Tag) => boolean): Tags;
  }
  interface SentRequest {
    readonly method: string;
    readonly headers: Record<string, string>;
  }
  interface Options {
    readonly dom_id: string;
    readonly spec: object;
    readonly layout: string;
    readonly deepLinking: boolean;
    readonly docExpansion: 'list' | 'full' | 'none';
    readonly displayOperationId: boolean;
    readonly displayRequestDuration: boolean;
    readonly defaultModelsExpandDepth: number;
    readonly validatorUrl: null;
    readonly syntaxHighlight: { readonly activated: boolean };
    readonly plugins: readonly (() => object)[];
    readonly requestInterceptor: (request: SentRequest) => Promise<SentRequest>;
  }
  interface Viewer {
    readonly layoutActions: {
      updateFilter(words: string): void;
      parseDeepLinkHash(hash: string): void;
    };
  }
  function SwaggerUI(options: Options): Viewer;
  namespace SwaggerUI {
    export type { Operations, ReadMap, SentRequest, Tags, Viewer };
  }
  export = SwaggerUI;
}
