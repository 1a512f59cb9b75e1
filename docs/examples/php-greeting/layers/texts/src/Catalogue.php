<?php

namespace Example\Texts;

final class Catalogue
{
    private static $texts = [];

    public static function load(): void
    {
        self::$texts = ['en' => 'Hello', 'zh' => '你好'];
    }

    public static function languages(): array
    {
        return array_keys(self::$texts);
    }
}
