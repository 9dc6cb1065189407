// How large the site of the capture bench is; apart, since importing the site starts it.
export const PAGES = 20;
export const IMAGES = 30;
