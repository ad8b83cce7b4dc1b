CREATE TABLE things(kept integer, going integer);
