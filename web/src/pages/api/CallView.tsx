import { useKey } from '../../lib/key';
import { curl, parametersOf, responseOf, schemaOf, text, typeOf, type ApiCall, type ApiDocument, type ApiSchema } from '../../lib/openapi';
import { useTexts } from '../../lib/settings';
import { Command } from '../../ui/Command';

/** One call: what it needs, the command, what it takes and what it answers. */
export function CallView({ document, call }: { document: ApiDocument; call: ApiCall }) {
  const t = useTexts();
  const { key } = useKey();
  const parameters = parametersOf(document, call);
  const contents = Object.entries(call.requestBody?.content ?? {});
  const scopes = call.security?.flatMap((scheme) => Object.values(scheme).flat()) ?? [];
  return (
    <div className="call-view" lang="en">
      <p className="faint">{call.security ? t('apiScope', { scope: scopes.join(', ') || '–' }) : t('apiOpen')}</p>
      {(contents.length > 0 ? contents.map(([mediaType]) => mediaType) : [undefined]).map((mediaType) => (
        <Command key={mediaType ?? ''} text={curl(document, call, location.origin, key !== '', mediaType)} name={`${call.method} ${call.path}${mediaType ? `, ${mediaType}` : ''}`} />
      ))}
      {parameters.length > 0 && (
        <Members title={t('apiParameters')} rows={parameters.map((p) => ({ name: p.name, type: `${p.in}, ${typeOf(p.schema)}`, meaning: p.description, required: p.required === true }))} />
      )}
      {contents.map(([mediaType, content]) => <SchemaMembers key={mediaType} document={document} title={`${t('apiBody')}: ${mediaType}`} schema={content.schema} />)}
      <h3>{t('apiAnswers')}</h3>
      {Object.entries(call.responses).map(([status, given]) => {
        const response = responseOf(document, given);
        return response && (
          <details key={status} className="answer">
            <summary><strong>{status}</strong> {response.description}</summary>
            {Object.entries(response.content ?? {}).map(([mediaType, content]) => (
              <div key={mediaType}>
                <SchemaMembers document={document} title={mediaType} schema={content.schema} />
                <pre tabIndex={0} aria-label={`${status} ${mediaType}`}>{text(content.example)}</pre>
              </div>
            ))}
          </details>
        );
      })}
    </div>
  );
}

function SchemaMembers({ document, title, schema }: { document: ApiDocument; title: string; schema: ApiSchema }) {
  const named = schemaOf(document, schema);
  const rows = Object.entries(named.properties ?? {}).map(([name, member]) => ({
    name, type: typeOf(member), meaning: (member.description ?? schemaOf(document, member).description) ?? '', required: named.required?.includes(name) === true,
  }));
  return (
    <>
      <h3>{title}</h3>
      <p className="faint">{named.description}</p>
      {rows.length > 0 && <Members rows={rows} />}
    </>
  );
}

function Members({ title, rows }: { title?: string; rows: { name: string; type: string; meaning: string; required: boolean }[] }) {
  const t = useTexts();
  return (
    <>
      {title && <h3>{title}</h3>}
      <dl className="pairs">
        {rows.map((row) => (
          <div key={row.name}>
            <dt><code>{row.name}</code>{row.required && <small> {t('apiRequired')}</small>}</dt>
            <dd>{row.meaning} <small className="faint">{row.type}</small></dd>
          </div>
        ))}
      </dl>
    </>
  );
}
