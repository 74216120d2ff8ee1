/** Is this an e-mail address? Asked of a library, so that the core needs none. */
import validator from 'validator';
import type { AddressCheck } from '../domain/address.js';

export const isAddress: AddressCheck = (address) => validator.isEmail(address, { allow_utf8_local_part: true });
