import { mount } from 'svelte';

import App from './view/app/App.svelte';
import './view/app/page.css';

const target = document.getElementById('page');
if (target !== null) mount(App, { target });
