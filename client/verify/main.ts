/** The program `unbind-verify`. */
import { languageOfProcess } from './config';
import { verifyPack } from './verify-pack';

const { out, err, code } = verifyPack(process.argv.slice(2), languageOfProcess());
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
