<?php

namespace Example\Greeting;

use Example\Salutation\Salutation;

class Greeter
{
    public function greet(string $name): string
    {
        return Salutation::for(mb_convert_case($name, MB_CASE_TITLE)) . '!';
    }
}
