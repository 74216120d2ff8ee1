/** Is this an e-mail address? A library decides, which the core must not know. */
import validator from 'validator';
import { addressKey, MAX_ADDRESS_LENGTH, type AddressCheck } from '../domain/address.js';

export const isAddress: AddressCheck = (address) =>
  Math.max(address.length, addressKey(address).length) <= MAX_ADDRESS_LENGTH &&
  validator.isEmail(address, { allow_utf8_local_part: true });
