/** What the bundler understands beside code. */
declare module '*.css';
