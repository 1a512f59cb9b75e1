#include <stdio.h>

int main(int count, char **words)
{
    for (int number = 1; number < count; number++)
        printf("%s!%c", words[number], number + 1 < count ? ' ' : '\n');
    return 0;
}
