import { useTexts } from '../lib/settings';
import { PageTitle } from '../ui/parts';

export function UnknownPage() {
  const t = useTexts();
  return (
    <>
      <PageTitle name={t('unknownPage')}>{t('unknownPage')}</PageTitle>
      <p>{t('unknownPageText')} <a href="#/">{t('toOverview')}</a></p>
    </>
  );
}
