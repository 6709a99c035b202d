// n8n reads the "n8n" section of package.json; this file only lets require('n8n-nodes-factorial-jumpcloud') succeed.
