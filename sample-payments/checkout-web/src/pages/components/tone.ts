/** How something is meant; a class of the style sheet for each. */
export type Tone = 'good' | 'warn' | 'bad' | 'note' | 'idle';
