import type { Json } from '../api/types';

/** What the pages read of an OpenAPI document. */
export interface ApiDocument {
  tags: { name: string; description: string }[];
  paths: { [path: string]: { [method: string]: ApiOperation } };
  components: { schemas: { [name: string]: ApiSchema }; parameters: { [name: string]: ApiParameter }; responses: { [name: string]: ApiResponse } };
}

export interface ApiOperation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Ref[];
  requestBody?: { content: { [mediaType: string]: ApiContent } };
  responses: { [status: string]: ApiResponse | Ref };
  security?: { [scheme: string]: string[] }[];
}

export interface ApiSchema {
  type?: string | string[];
  format?: string;
  enum?: Json[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: Json;
  description?: string;
  required?: string[];
  properties?: { [name: string]: ApiSchema };
  items?: ApiSchema;
  $ref?: string;
}

export interface ApiParameter { name: string; in: 'path' | 'query' | 'header'; required?: boolean; description: string; schema: ApiSchema; example: Json }
export interface ApiResponse { description: string; content?: { [mediaType: string]: ApiContent } }
export interface ApiContent { schema: ApiSchema; example: Json }
interface Ref { $ref: string }

/** A call with where it is. */
export interface ApiCall extends ApiOperation {
  method: string;
  path: string;
}

export function callsOf(document: ApiDocument): ApiCall[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })));
}

export const parametersOf = (document: ApiDocument, call: ApiCall): ApiParameter[] =>
  (call.parameters ?? []).map((p) => document.components.parameters[nameOf(p.$ref)]).filter((p) => p !== undefined);

export const responseOf = (document: ApiDocument, response: ApiResponse | Ref): ApiResponse | undefined =>
  '$ref' in response ? document.components.responses[nameOf(response.$ref)] : response;

/** The schema itself, where it is given by name. */
export const schemaOf = (document: ApiDocument, schema: ApiSchema): ApiSchema => (schema.$ref ? (document.components.schemas[nameOf(schema.$ref)] ?? schema) : schema);

/** A type and its limits in one line. */
export function typeOf(schema: ApiSchema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.items) return `${typeOf(schema.items)}[]`;
  const kinds = [schema.type ?? 'any'].flat().filter((kind) => kind !== 'null');
  const limits = [
    schema.format, schema.enum && schema.enum.map(String).join(' | '), schema.minimum !== undefined && `≥ ${schema.minimum}`, schema.maximum !== undefined && `≤ ${schema.maximum}`,
    schema.maxLength !== undefined && `≤ ${schema.maxLength}`, schema.default !== undefined && `= ${String(schema.default)}`,
  ].filter(Boolean);
  return [kinds.join(' | '), ...limits].join(', ');
}

export const text = (example: Json): string => (typeof example === 'string' ? example : JSON.stringify(example, null, 2));

/** The call as a command, with the document's examples. */
export function curl(document: ApiDocument, call: ApiCall, host: string, keyed: boolean, mediaType?: string): string {
  const parameters = parametersOf(document, call);
  const path = parameters.filter((p) => p.in === 'path').reduce((at, p) => at.replace(`{${p.name}}`, encodeURIComponent(String(p.example))), call.path);
  const content = mediaType ? call.requestBody?.content[mediaType] : undefined;
  // Data of which the attributes are headers.
  const attributes = mediaType === 'application/json' ? parameters.filter((p) => p.name.startsWith('ce-')) : [];
  const stream = Object.keys(responseOf(document, call.responses['200'] ?? { description: '' })?.content ?? {}).includes('text/event-stream');
  return [
    `curl -s${stream ? 'N' : ''}${call.method === 'GET' || (call.method === 'POST' && content) ? '' : ` -X ${call.method}`} '${host}${path}'`,
    keyed && call.security ? '-H "Authorization: Bearer $KEY"' : '',
    mediaType ? `-H 'Content-Type: ${mediaType}'` : '',
    ...attributes.map((p) => `-H '${p.name}: ${String(p.example)}'`),
    content ? `--data-binary '${text(content.example).replaceAll("'", "'\\''")}'` : '',
  ].filter(Boolean).join(' \\\n  ');
}

export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
