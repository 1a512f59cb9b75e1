<?php

require_once __DIR__ . '/vendor/autoload.php';
require_once '/opt/php/vendor/autoload.php';

use Example\Greeting\Greeter;
use Example\Texts\Catalogue;

function initialize($context)
{
    Catalogue::load();
}

function handler($event, $context)
{
    $name = json_decode($event, true)['name'] ?? 'world';
    return json_encode(['text' => (new Greeter())->greet($name), 'languages' => Catalogue::languages()]);
}
