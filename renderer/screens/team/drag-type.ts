/** What a task of a plan is called while it is dragged: no other program knows it. */
export const dragType = 'application/x-baton-task';
