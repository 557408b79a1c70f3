import 'bootstrap-italia/dist/css/bootstrap-italia.min.css';
import './stile/tabularium.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { ascoltaTastiera } from './platform/tastiera/tasti.ts';

const radice = document.getElementById('radice');
if (!radice) throw new Error('Nella pagina manca l’elemento #radice');
ascoltaTastiera();
createRoot(radice).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
