#include <stdio.h>
/* #region main */
int main(void) {
    // #region inner part
    // tag::greet[]
    puts("hello"); // [start:inline] is code
    // end::greet[]
    // #endregion
    x = data[start:stop];
    // [START leave]
    return 0;
    // [END leave]
}
/* #endregion main */
// --8<-- [start:after]
// tag::greet[]
/* the end */
// end::greet[]
// --8<-- [end:after]
//#region open
