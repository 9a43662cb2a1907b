// client/console/: the web console of staff: where it begins; a folder for each thing that a person does.
/** What the bundler understands beside code. */
declare module '*.css';
