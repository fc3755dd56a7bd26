/* global React, ReactDOM, GraphiQL, document, sessionStorage, location */
// GraphiQL against the server that this page came from: queries and mutations by POST, subscriptions over
// graphql-transport-ws. The token is kept for this tab only, and sent nowhere else.
const kept = 'tallystick token';
const input = document.getElementById('token');
const state = document.getElementById('token-state');
let token = sessionStorage.getItem(kept) ?? '';

function authorization() {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

function showState() {
  state.textContent = token === '' ? 'Nobody is signed in.' : 'Requests carry your token.';
}

document.getElementById('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token = input.value.trim();
  input.value = '';
  if (token === '') sessionStorage.removeItem(kept);
  else sessionStorage.setItem(kept, token);
  showState();
});
showState();

const url = new URL('graphql', location.href);
const live = new URL(url);
live.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const fetcher = GraphiQL.createFetcher({
  url: url.href,
  subscriptionUrl: live.href,
  wsConnectionParams: authorization,
});

const example = `# Ctrl-Enter runs this. Every field has its description in the panel on the left.
query Viewer {
  viewer {
    __typename
  }
}
`;

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: (parameters, options) =>
      fetcher(parameters, { ...options, headers: { ...options?.headers, ...authorization() } }),
    defaultQuery: example,
    shouldPersistHeaders: false,
  }),
);
