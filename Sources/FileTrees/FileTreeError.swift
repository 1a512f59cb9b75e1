import Crypto
import CLibLZMA
