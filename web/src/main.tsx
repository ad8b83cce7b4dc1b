import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { SettingsProvider } from './lib/settings';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/customer.css';

createRoot(document.getElementById('root')!).render(<StrictMode><SettingsProvider><App /></SettingsProvider></StrictMode>);
