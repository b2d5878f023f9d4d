/** Cell ids that nbformat 4.5 allows. */
export const cellId = /^[a-zA-Z0-9_-]{1,64}$/;
