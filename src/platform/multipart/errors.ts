/** The body is not the multipart/form-data it claims to be, or ended before its last delimiter. */
export class MultipartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MultipartError';
  }
}
