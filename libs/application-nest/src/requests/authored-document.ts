import type { AuthoredText } from '@tallystick/application';
import { IsString, MaxLength, MinLength } from 'class-validator';

/** A document as a person wrote it, with the name that errors call it by. */
export class AuthoredDocument implements AuthoredText {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly name: string;

  @IsString()
  @MinLength(1)
  @MaxLength(8 * 1024 * 1024)
  readonly text: string;

  constructor({ name, text }: AuthoredText) {
    this.name = name;
    this.text = text;
  }
}
