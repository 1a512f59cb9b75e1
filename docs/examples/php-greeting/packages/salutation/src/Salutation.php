<?php

namespace Example\Salutation;

final class Salutation
{
    public static function for(string $name): string
    {
        return 'Hello, ' . $name;
    }
}
